package dev.tributary.connectors.contract;

/** What can be wrong with {@link ToyConnector}, and which check must notice. */
enum Flaw {
  NONE("", "", ""),
  HAS_A_TABLE_THAT_NOBODY_CHECKS("allTablesAreChecked", "tables", "attic"),
  NAMES_NO_TABLE_FOR_AN_UNKNOWN_ONE(
      "unknownTableIsToldWithTheClosest", "items", "to contain:\n  \"'items'\""),
  SHUFFLES_ITS_COLUMNS("schemaAndMetadataAreStable", "items", "[schema, again]"),
  HAS_A_CURSOR_THAT_IS_NO_COLUMN("keysAndCursorAreColumns", "items", "column of the cursor 'date'"),
  TAKES_NO_PAGE_LIMIT("incrementalTablesTakeTheirOptions", "entries", "\"max_records_per_batch\""),
  READS_NOTHING("firstReadIsNotEmpty", "items", "records of table 'items'"),
  SENDS_TEXT_FOR_A_NUMBER("everyRecordConverts", "items", "conversion of {"),
  LOSES_A_REQUIRED_VALUE("requiredColumnsAreNeverNull", "items", "columns that are never null"),
  DECLARES_A_COLUMN_THAT_NEVER_COMES("everyColumnIsPopulated", "items", "colour"),
  SENDS_DELETES_WITHOUT_CURSOR(
      "deletesCarryKeyAndCursor", "items", "key and cursor, of the delete"),
  NEVER_ENDS("readsEnd", "items", "a read of which must end"),
  READS_BEHIND_THE_END("nothingIsReadBehindTheEnd", "items", "records behind the end"),
  LOSES_A_ROW_AT_PAGE_BORDERS(
      "everyRecordIsReadOnceWhateverThePageLimit", "items", "keys of table 'items'"),
  GOES_ON_BEHIND_THE_LAST_TIME("tiesAcrossPagesLoseNothing", "items", "rows of one cursor value"),
  FORGETS_ITS_OFFSET("readsGoOnFromEveryOffset", "items", "read on from"),
  MAKES_OFFSETS_BY_CHANCE("twoReadsOfARangeAreEqual", "items", "offsets of two reads"),
  KEEPS_A_PAGE_IN_MEMORY(
      "aReadSplitAtEveryClaimIsTheUnsplitRead", "items", "each page read by another instance"),
  NAMES_PARTITIONS_BY_CHANCE("partitionsAreStableAndNamed", "items", "partitions of table 'items'"),
  FORGETS_A_PARTITION(
      "partitionsHoldWhatTheUnpartitionedReadHolds", "items", "records of all partitions"),
  FETCHES_TWICE("noPageIsFetchedTwiceAndNoneInVain", "items", "requests of one read"),
  FETCHES_SMALL_PAGES("noPageIsFetchedTwiceAndNoneInVain", "labels", "requests for 230 records"),
  LEAVES_OUT_THE_LAST_RECORD_OF_A_RANGE(
      "rangesHoldWhatTheUnboundedReadHolds", "entries", "records of the range of all"),
  CALLS_NO_PAGE_OF_A_RANGE_THE_LAST("pagesOfARangeEndWithIt", "entries", "whether the page from"),
  PAGES_RANGES_BY_CHANCE("pagesOfARangeReadAgainAreEqual", "entries", ", read again"),
  HAS_OFFSETS_FOR_RANGES_ALONE(
      "readsWithAndWithoutARangeGoOnFromEachOther", "entries", "on without one"),
  READS_ON_BEHIND_A_RANGE("partsOfARangeHoldWhatItHolds", "entries", "records of the parts"),
  DIVIDES_A_RANGE_AT_ITS_END("rangesAreDividedBetweenTheirEnds", "entries", "offset between"),
  DIVIDES_NO_RANGE(
      "rangesAreDividedBetweenTheirEnds", "entries", "between the first and the last one"),
  MEASURES_ALL_RANGES_ALIKE("sizesOfPartsAddUp", "entries", "divided at"),
  READS_RANGES_THAT_END_BEFORE_THEY_BEGIN(
      "rangesThatCannotBeAreTold", "entries", "for a range that cannot be"),
  LISTS_A_NAMESPACE_TWICE("namespacesAreStableAndNamed", "namespaces", "namespaces below []"),
  GIVES_A_NAMESPACE_OPTIONS_THAT_NO_TABLE_TAKES(
      "everyTableOfANamespaceIsReadByItsOptions", "namespaces", "Unknown option 'shelve'"),
  SELECTS_ALL_NAMESPACES_ALIKE(
      "namespacesAreToldApartByTheirOptions", "namespaces", "with the options of"),
  NAMES_NO_NAMESPACE_FOR_AN_UNKNOWN_ONE(
      "unknownNamespaceIsToldWithTheClosest", "namespaces", "to contain:\n  \"'a'\""),
  COUNTS_PAGES_OF_WHAT_CHANGES(
      "changesDuringTheReadAreNotLost", "items", "that changed between the requests"),
  LOOKS_BACK_ON_EVERY_PAGE(
      "aPageLimitWithinTheLookbackEnds", "items", "with more rows within the lookback"),
  TRUSTS_ITS_OWN_CLOCK("aClockThatDiffersLosesNothing", "items", "whose clock is"),
  REMEMBERS_THE_NEWEST_TIME("recordsOfTheFutureHideNoOthers", "items", "dated in the future"),
  NEVER_LOOKS_BACK("recordsThatAreIndexedLateAreRead", "items", "after their time"),
  GOES_BY_DATES_THAT_CAN_BE_OLD(
      "recordsDatedBeforeTheCursorAreRead", "entries", "dated long before"),
  LEAVES_OUT_THE_INSTANT_IT_ENDED_AT(
      "changesThatKeepTheCursorValueAreRead", "items", "changed without its cursor value"),
  TAKES_WHAT_CAME_BACK_FOR_DELETED("deletesAndRecreationsAreRead", "items", "rows were deleted"),
  IGNORES_RETRY_AFTER("retryAfterIsHeeded", "items", "time waited where the source asks"),
  GIVES_UP_ON_TOO_MANY_REQUESTS("tooManyRequestsWithoutAWaitAreSentAgain", "items", "429"),
  GIVES_UP_ON_SERVER_ERRORS("serverErrorsAreSentAgain", "items", "500"),
  TAKES_A_CUT_FOR_THE_END("cutConnectionsLoseNothing", "items", "after a fault"),
  TAKES_HALF_A_BODY_FOR_THE_END("truncatedBodiesLoseNothing", "items", "after a fault"),
  HAS_NO_PATIENCE("slowBodiesAreWaitedForAndStalledOnesAreNot", "items", "no complete answer"),
  TAKES_INVALID_JSON_FOR_THE_END("invalidJsonIsNoEnd", "items", "after a fault"),
  TAKES_HTML_FOR_THE_END("anHtmlPageIsNoEnd", "items", "after a fault"),
  NEVER_RENEWS_ITS_TOKEN("anExpiredTokenIsRenewedOnceOrTold", "items", "401"),
  FOLLOWS_REDIRECTS("redirectsToAnotherHostAreRefused", "items", "requests to another host"),
  FOLLOWS_ANY_LINK("linksToAnotherHostAreRefused", "items", "requests to another host"),
  TAKES_A_BOMB_FOR_THE_END("bodyBombsAreRefused", "items", "A body of a gigabyte"),
  HIDES_WHAT_WAS_WRITTEN("whatWasWrittenIsReadBack", "items", "the text that was written");

  private final String check;
  private final String test;
  private final String message;

  /**
   * A flaw.
   *
   * @param check the method of the suite that must notice
   * @param test the name of the dynamic test in it that must fail: that of a table, for the most
   *     part
   * @param message what it says, so that it fails for this reason and no other
   */
  Flaw(String check, String test, String message) {
    this.check = check;
    this.test = test;
    this.message = message;
  }

  String check() {
    return check;
  }

  String test() {
    return test;
  }

  String message() {
    return message;
  }
}
