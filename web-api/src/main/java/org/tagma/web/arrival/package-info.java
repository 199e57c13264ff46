/**
 * What every request meets first: its operation id, the listener it came in by, and the limit of
 * its body.
 */
package org.tagma.web.arrival;
