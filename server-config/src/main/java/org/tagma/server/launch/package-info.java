/** One keeper's process: the EAR on Payara Micro, with a listener for clients and one for peers. */
package org.tagma.server.launch;
