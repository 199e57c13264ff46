/**
 * The operations of a keeper as its clients see them: requests, results, failures, and the services
 * that carry them out. Nothing here knows HTTP beyond the status that belongs to each {@link
 * org.tagma.protocols.operation.ErrorType}.
 */
package org.tagma.protocols.operation;
