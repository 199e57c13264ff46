/**
 * Secrets and how they are shared: erasable scalars, Shamir polynomials, Feldman commitments,
 * Lagrange coefficients.
 */
package org.tagma.threshold.secret;
