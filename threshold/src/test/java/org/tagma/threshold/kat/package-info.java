/** Known answers: our own, kept beside the tests, and published ones, read where they lie. */
package org.tagma.threshold.kat;
