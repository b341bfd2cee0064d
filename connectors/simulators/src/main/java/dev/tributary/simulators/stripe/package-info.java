/**
 * A simulator of Stripe's API, as much of it as is read: lists and single objects, events, and the
 * few writes by which a client can make something happen. It is written from <a
 * href="https://docs.stripe.com/api">Stripe's reference</a>; what an object looks like is what
 * Stripe's own library for Java declares.
 */
package dev.tributary.simulators.stripe;
