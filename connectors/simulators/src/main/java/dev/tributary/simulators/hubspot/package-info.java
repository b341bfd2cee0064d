/**
 * HubSpot's CRM as its documentation describes it in autumn 2026: lists, searches and batches of
 * objects, their associations, properties and schemas, under paths that are versioned by date. The
 * numbered versions of old, which HubSpot keeps until September 2027, answer in the same way.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/overview">API
 *     reference</a>
 */
package dev.tributary.simulators.hubspot;
