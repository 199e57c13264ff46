/**
 * The HTTP surface of a running keeper: whatever a client sends, it gets an answer that it can
 * read.
 */
package org.tagma.tests.http;
