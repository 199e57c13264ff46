/** What peers ask of this keeper, on a listener of their own (spec/api.md, Between keepers). */
package org.tagma.web.peer;
