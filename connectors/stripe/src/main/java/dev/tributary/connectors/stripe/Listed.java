package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.RestResponse;
import java.util.List;

/**
 * A page of a list.
 *
 * @param at where it was read, begun
 * @param next where the next page is read; null if there is none
 * @param answer one that it was read from
 */
record Listed(List<ObjectNode> objects, ListPosition at, ListPosition next, RestResponse answer) {}
