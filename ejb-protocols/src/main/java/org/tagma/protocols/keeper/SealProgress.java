package org.tagma.protocols.keeper;

/**
 * How far the opening of a Shamir seal is.
 *
 * @param threshold how many shares open the seal
 * @param total how many shares there are
 * @param progress how many different ones are in; {@code threshold} once it is open
 * @param unsealed whether the seal is open
 */
public record SealProgress(int threshold, int total, int progress, boolean unsealed) {}
