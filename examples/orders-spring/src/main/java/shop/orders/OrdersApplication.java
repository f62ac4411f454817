package shop.orders;

import dev.dovetail.spring.GuardCustomizer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class OrdersApplication {

  public static void main(String[] args) {
    SpringApplication.run(OrdersApplication.class, args);
  }

  /** JPA entities are found without a word; what plain JDBC stores is said here. */
  @Bean
  GuardCustomizer orderStatus() {
    return guard -> guard.expects(OrderStatus.class, "order_status");
  }
}
