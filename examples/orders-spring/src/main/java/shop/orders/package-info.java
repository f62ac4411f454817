/** A shop that takes orders. */
@NullMarked
package shop.orders;

import org.jspecify.annotations.NullMarked;
