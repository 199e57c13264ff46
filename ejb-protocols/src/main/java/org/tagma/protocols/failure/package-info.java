/**
 * How an operation fails, and who was at fault, in the terms of the API. Nothing here knows HTTP
 * beyond the status that belongs to each {@link org.tagma.protocols.failure.ErrorType}.
 */
package org.tagma.protocols.failure;
