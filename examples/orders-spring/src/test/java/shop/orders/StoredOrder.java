package shop.orders;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Found by its annotations; the application itself knows no JPA. */
@Entity
@Table(name = "orders")
class StoredOrder {

  @Id long id;

  @Enumerated(EnumType.STRING)
  @Column(name = "status")
  OrderStatus status = OrderStatus.NEW;
}
