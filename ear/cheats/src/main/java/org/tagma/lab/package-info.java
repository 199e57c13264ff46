/**
 * Keepers that lie when they are told to, on a real cluster. Only tagma-lab.ear holds this: CDI
 * alternatives and a servlet filter, which take the place of, or stand before, the honest beans.
 */
package org.tagma.lab;
