/**
 * How every run ends that makes a generation of a key: all holders keep their shares as PENDING,
 * certify one content, and activate it once all have (spec/protocols.md 1.5).
 */
package org.tagma.threshold.generation;
