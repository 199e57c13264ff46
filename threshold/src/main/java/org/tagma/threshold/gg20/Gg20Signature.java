package org.tagma.threshold.gg20;

/**
 * The result.
 *
 * @param operationId the request's name for the message
 */
public record Gg20Signature(String operationId, EcdsaSignature signature) {}
