/** The commands of the script {@code tagma} that are no work for a shell. */
package org.tagma.server.cli;
