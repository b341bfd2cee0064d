/**
 * Zendesk as its documentation describes it in autumn 2026: incremental exports of the Ticketing
 * API, lists of the Ticketing and the Help Center API, OAuth client credentials.
 *
 * @see <a href="https://developer.zendesk.com/api-reference/">API reference</a>
 */
package dev.tributary.simulators.zendesk;
