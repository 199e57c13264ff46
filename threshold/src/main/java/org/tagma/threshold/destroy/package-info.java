/**
 * The end of a generation in two phases: every keeper that can be reached signs that it never uses
 * the generation again, and once enough have, each erases its share (spec/protocols.md 5).
 */
package org.tagma.threshold.destroy;
