/**
 * A keeper's database: reads of what is committed, and writes that are durable when they are
 * reported. Only this module opens transactions.
 */
package org.tagma.persistence;
