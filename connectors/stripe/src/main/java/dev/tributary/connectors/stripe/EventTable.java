package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table that is listed at first, and from then on goes by events.
 *
 * @param path where objects are, by their ids
 * @param isGone whether an object that can be read is no row
 * @param rest completes what an object shows only in part
 */
record EventTable(
    TableDescription description,
    String path,
    Lister lister,
    Predicate<ObjectNode> isGone,
    Sublist rest)
    implements StripeTable {
  private static final Logger LOG = LoggerFactory.getLogger(EventTable.class);

  /** A day less than Stripe keeps events, which are read for some time. */
  private static final Duration KEPT = Duration.ofDays(29);

  /** From so many objects on a list may show several of them in one request. */
  private static final int FEW = 3;

  @Override
  public Optional<String> whyListedAnew(StripeApi api, Offset start, Instant runStart) {
    Instant read =
        ListPosition.isAt(start) ? ListPosition.of(start).began() : EventPosition.of(start).read();
    return read != null && isLost(api, read, runStart)
        ? Optional.of("Stripe keeps events for 30 days, and they have been read up to " + read)
        : Optional.empty();
  }

  /** Stripe's clock is asked only where the local one says so: nearly always they agree. */
  private static boolean isLost(StripeApi api, Instant read, Instant runStart) {
    return read.isBefore(runStart.minus(KEPT))
        && read.isBefore(api.serverTime(runStart).minus(KEPT));
  }

  @Override
  public Page read(StripeApi api, Offset start, Options options, Instant runStart) {
    Optional<String> listedAnew = whyListedAnew(api, start, runStart);
    if (listedAnew.isPresent()) {
      LOG.warn("{} are listed anew: {}", description.name(), listedAnew.get());
      return list(api, ListPosition.FIRST, options, runStart);
    }
    return ListPosition.isAt(start)
        ? list(api, ListPosition.of(start), options, runStart)
        : changes(api, start, EventPosition.of(start), options, runStart);
  }

  private Page list(StripeApi api, ListPosition at, Options options, Instant runStart) {
    Listed page = lister.read(api, at, options, runStart);
    Instant began = page.at().began();
    var records = new ArrayList<SourceRecord>();
    for (ObjectNode object : page.objects()) {
      if (!isGone.test(object)) {
        rest.complete(api, object);
        records.add(Rows.upsert(description, object, began));
      }
    }
    if (page.next() != null) {
      lister.prefetch(api, page.next(), options);
      return Page.of(records, page.next().toOffset());
    }
    Offset end = EventPosition.behindList(began).toOffset();
    return began.isBefore(ServerTime.bound(page.answer(), runStart))
        ? Page.of(records, end)
        : Page.last(records, end);
  }

  private Page changes(
      StripeApi api, Offset start, EventPosition position, Options options, Instant runStart) {
    Duration lookback = options.seconds("lookback_seconds");
    Instant from = position.from() == null ? position.read().minus(lookback) : position.from();
    var key = new EventIndex.Key(description.name(), from, position.until(), position.seen());
    EventIndex index = api.kept(key, () -> EventIndex.read(api, key, runStart));
    EventPosition at = position;
    if (position.from() == null) {
      if (!index.until().isAfter(position.read())) {
        return Page.last(List.of(), start);
      }
      at = position.reading(from, index.until());
      // For the next page, which names the end of the range.
      var next = new EventIndex.Key(description.name(), from, at.until(), at.seen());
      api.kept(next, () -> index);
    }
    List<ChangedObject> changed = index.behind(at, TableOptions.rows(options));
    List<SourceRecord> records = records(api, changed, at.listed());
    if (!changed.isEmpty()) {
      at = at.behind(changed.get(changed.size() - 1));
    }
    if (!index.behind(at, 1).isEmpty()) {
      return Page.of(records, at.toOffset());
    }
    Offset end = at.done(index.since(at.until().minus(lookback))).toOffset();
    return ServerTime.isBehind(index.until(), index.bound())
        ? Page.of(records, end)
        : Page.last(records, end);
  }

  /** Each object once, as it is now. */
  private List<SourceRecord> records(StripeApi api, List<ChangedObject> changed, Instant listed) {
    Map<String, ObjectNode> objects = listed(api, changed);
    var records = new ArrayList<SourceRecord>();
    for (ChangedObject change : changed) {
      Instant updated = change.updated().isBefore(listed) ? listed : change.updated();
      Optional<ObjectNode> object =
          Optional.ofNullable(objects.get(change.id()))
              .or(() -> api.object(path, change.id()))
              .filter(found -> !found.path("deleted").asBoolean() && !isGone.test(found));
      object.ifPresent(found -> rest.complete(api, found));
      records.add(
          object
              .map(found -> Rows.upsert(description, found, updated))
              .orElseGet(() -> Rows.delete(change.id(), updated)));
    }
    return records;
  }

  /** Those of some objects that one request for a list shows: most of them are new. */
  private Map<String, ObjectNode> listed(StripeApi api, List<ChangedObject> changed) {
    List<ChangedObject> dated =
        changed.stream().filter(object -> object.created().isAfter(Instant.EPOCH)).toList();
    var objects = new HashMap<String, ObjectNode>();
    if (dated.size() >= FEW && lister instanceof ObjectLister list) {
      Map<String, String> query = Query.of("limit", Integer.toString(StripeApi.MOST_ROWS));
      query.putAll(list.parts().get(0));
      query.put("created[gte]", ObjectLister.seconds(dated.get(0).created()));
      query.put("created[lte]", ObjectLister.seconds(dated.get(dated.size() - 1).created()));
      RestResponse answer = api.list(path, query);
      JsonNode body = answer.json();
      answer.objects(body, "data").forEach(object -> objects.put(Rows.id(object), object));
    }
    return objects;
  }
}
