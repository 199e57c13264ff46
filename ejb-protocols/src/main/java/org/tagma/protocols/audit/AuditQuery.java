package org.tagma.protocols.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which audit records are asked for: all conditions that are present must hold.
 *
 * @param from the earliest time, inclusive
 * @param to the latest time, exclusive
 * @param event the event's name
 * @param keyId the key
 * @param actor the subject that asked
 * @param operationId the operation
 * @param imposter a keeper named as imposter, {@code keeper-N}
 * @param dead a keeper named as dead, {@code keeper-N}
 * @param outcome the outcome: {@code SUCCESS}, an error type, or a status code in digits
 * @param before only records with a smaller sequence number: the place where the page before ended
 * @param limit at most so many records, from 1
 */
public record AuditQuery(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> event,
    Optional<String> keyId,
    Optional<String> actor,
    Optional<String> operationId,
    Optional<String> imposter,
    Optional<String> dead,
    Optional<String> outcome,
    OptionalLong before,
    int limit) {}
