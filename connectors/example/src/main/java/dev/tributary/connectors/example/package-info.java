/**
 * The example connector, and the tutorial for whoever writes another one.
 *
 * <p>Read {@code ExampleConnectorProvider}, which declares the connector and its options, then
 * {@code ExampleConnector}, which is all of it, then one table, say {@code Orders}: key, cursor,
 * schema. The rest, {@code Pages}, {@code Feed}, {@code ChangeLog} and what they use, stands in for
 * the API that a real connector asks, and that computes its answers here.
 */
package dev.tributary.connectors.example;
