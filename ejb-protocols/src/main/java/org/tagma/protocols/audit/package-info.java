/** The audit trail of a keeper: what is written, and how it is read. */
package org.tagma.protocols.audit;
