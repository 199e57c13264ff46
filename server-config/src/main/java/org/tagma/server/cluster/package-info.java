/** A cluster of keepers on this machine: its files, its processes, and what can be done to them. */
package org.tagma.server.cluster;
