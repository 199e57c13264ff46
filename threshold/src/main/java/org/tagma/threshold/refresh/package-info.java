/**
 * New shares of an old key: every holder deals shares of zero, so that shares which leaked before
 * say nothing about the ones after (spec/protocols.md 5, Refresh, and 9, items 26 and 27).
 */
package org.tagma.threshold.refresh;
