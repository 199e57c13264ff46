/** The HTTP surface of a keeper: one JAX-RS application for clients, one for peers. */
package org.tagma.web;
