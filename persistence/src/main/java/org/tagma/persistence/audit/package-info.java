/** The chain of audit records and its index. */
package org.tagma.persistence.audit;
