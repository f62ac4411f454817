package shop.orders;

/** Stored in the type {@code order_status}. */
public enum OrderStatus {
  NEW,
  PAID,
  REFUNDED
}
