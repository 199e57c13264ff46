/**
 * Secrets and how they are shared: erasable scalars, Shamir polynomials, Feldman commitments,
 * Lagrange coefficients, and strings of bytes in shares for people to keep.
 */
package org.tagma.threshold.secret;
