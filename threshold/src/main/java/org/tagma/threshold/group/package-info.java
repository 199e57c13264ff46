/**
 * Prime-order elliptic-curve groups: curves, public scalars and points, with strict decoding.
 *
 * <p>Everything here handles <em>public</em> values unless a method says otherwise; secrets live in
 * {@code org.tagma.threshold.secret}.
 */
package org.tagma.threshold.group;
