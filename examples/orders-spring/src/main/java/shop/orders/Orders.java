package shop.orders;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

@Repository
public class Orders {

  private final JdbcTemplate database;

  Orders(JdbcTemplate database) {
    this.database = database;
  }

  public void place(OrderStatus status) {
    database.update("INSERT INTO orders (status) VALUES (?::order_status)", status.name());
  }

  public List<OrderStatus> all() {
    return database.query(
        "SELECT status FROM orders ORDER BY id",
        (row, number) -> OrderStatus.valueOf(row.getString(1)));
  }
}
