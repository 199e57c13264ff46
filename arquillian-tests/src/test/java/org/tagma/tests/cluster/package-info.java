/** Tests over a cluster of keepers, each a process of its own, and the harness for them. */
package org.tagma.tests.cluster;
