/** The EAR, and the one web archive that Payara Micro accepts in its place. */
package org.tagma.server.archive;
