/** Answers that were given under an Idempotency-Key. */
package org.tagma.persistence.idempotency;
