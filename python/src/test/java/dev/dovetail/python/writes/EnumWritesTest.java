package dev.dovetail.python.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dovetail.core.declared.Written;
import dev.dovetail.core.source.Origin;
import dev.dovetail.core.source.Span;
import dev.dovetail.python.syntax.PythonFile;
import dev.dovetail.python.syntax.PythonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnumWritesTest {

  private static final String MODELS =
      """
      from enum import Enum
      import sqlalchemy as sa
      from sqlalchemy.orm import declarative_base

      Base = declarative_base()


      class OrderStatus(str, Enum):
          DRAFT = "draft"
          SENT = "sent"
          SCORED = "scored"


      class Order(Base):
          __tablename__ = "orders"

          id = sa.Column(sa.Integer, primary_key=True)
          note = sa.Column(sa.Text)
          status = sa.Column(sa.Enum(OrderStatus, name="order_status"), default=OrderStatus.DRAFT)
      """;

  /** A place that is understood, so that there is one. */
  private static final String SENDS =
      """
      from models import Order, OrderStatus

      def send(order: Order) -> None:
          order.status = OrderStatus.SENT
      """;

  @Test
  void labels_that_are_given_to_the_column_are_written_and_the_default_too() {
    assertThat(labels(MODELS, SENDS)).containsExactly("draft", "sent");
  }

  @Test
  void where_no_place_writes_it_nothing_is_said() {
    assertThat(written(MODELS)).isInstanceOf(Written.Nowhere.class);
    assertThat(written(MODELS, "from models import OrderStatus\nSHOWN = OrderStatus.SENT\n"))
        .isInstanceOf(Written.Nowhere.class);
  }

  /** Each adds `scored`, or nothing where it only asks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "o.status = OrderStatus.SCORED if x else OrderStatus.SENT",
        "o.status = OrderStatus['SCORED']",
        "o.status = 'scored'",
        "o.status = 'SCORED'",
        "o.status = OrderStatus.SCORED.value",
        "new = OrderStatus.SENT\n    if x: new = OrderStatus.SCORED\n    o.status = new",
        "session.add(Order(status=OrderStatus.SCORED))",
        "session.execute(sa.update(Order).values(status=OrderStatus.SCORED))",
        "session.execute(sa.update(Order).where(Order.id == 1).values({'status':"
            + " OrderStatus.SCORED}))",
        "session.execute(insert(Order).values(note='x', status='scored'))",
        "session.query(Order).filter(Order.id == 1).update({Order.status: OrderStatus.SCORED})",
        "session.query(Order).update({'status': OrderStatus.SCORED})",
        "stmt = insert(Order).values(note='x').on_conflict_do_update(set_={'status': 'scored'})",
        "hand_on(o, OrderStatus.SCORED)",
        "o.status = x or OrderStatus.SCORED if (x := None) is None else None",
      })
  void what_is_written_out_is_found(String statement) {
    Written written = written(MODELS, SENDS, function(statement));
    if (statement.contains(":=")) {
      assertThat(written).isInstanceOf(Written.Unsure.class);
    } else {
      assertThat(written).isInstanceOf(Written.Seen.class);
      assertThat(((Written.Seen) written).labels()).containsKey("scored");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return o.status == OrderStatus.SCORED",
        "return o.status in (OrderStatus.SCORED, OrderStatus.SENT)",
        "return session.query(Order).filter(Order.status.in_([OrderStatus.SCORED])).all()",
        "return session.query(Order).filter_by(status=OrderStatus.SCORED).first()",
        "return session.execute(sa.select(Order).where(Order.status != OrderStatus.SCORED.value))",
        "match o.status:\n        case OrderStatus.SCORED:\n            return 1",
        "return isinstance(o.status, OrderStatus)",
        "session.execute(sa.text('UPDATE orders SET note = :n'), {'n': x})",
        "session.execute(sa.text('SELECT * FROM orders WHERE status = :s'), {'s': x})",
        "log.info('could not update orders')",
        "answer = {'status': x}",
        "setattr(o, 'note', x)",
        "self.note = x",
        "reply = Reply(status=x)",
        "getattr(o, 'status')",
        "router = Blueprint('orders', x)",
      })
  void what_only_asks_writes_nothing(String statement) {
    assertThat(labels(MODELS, SENDS, function(statement))).containsExactly("draft", "sent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o.status = OrderStatus(x['status'])",
        "o.status = x['status']",
        "o.status = x.status",
        "o.status = getattr(OrderStatus, x)",
        "o.status = OrderStatus[x]",
        "o.status = f'{x}ed'",
        "o.status = parse(x)",
        "new = x\n    o.status = new",
        "for new in x:\n        o.status = new",
        "o.status, o.note = x",
        "for o.status in x:\n        pass",
        "for each in OrderStatus:\n        pass",
        "choices = list(OrderStatus)",
        "S = OrderStatus",
        "hand_on(OrderStatus)",
        "OrderStatus.parse(x)",
        "setattr(o, x, x)",
        "setattr(o, 'status', x)",
        "o.__dict__.update(x)",
        "session.add(Order(**x))",
        "session.add(Order(x))",
        "session.add(Order(status=x))",
        "make = Order",
        "admin.add_view(ModelView(Order))",
        "Order.from_dict(x)",
        "session.execute(sa.insert(Order), x)",
        "session.execute(sa.update(Order).values(x))",
        "session.execute(sa.update(Order).values(**x))",
        "session.execute(sa.update(Order).values({x: x}))",
        "session.query(Order).update(x)",
        "stmt = insert(Order).values(note='x').on_conflict_do_update(set_=x)",
        "session.bulk_insert_mappings(Order, x)",
        "session.execute(sa.text('UPDATE orders SET status = :s'), {'s': x})",
        "session.execute(sa.text('insert into public.orders values (1, :s)'), {'s': x})",
        "session.execute(f'UPDATE {x} SET status = 1')",
        "session.execute('UPDATE %s SET a = 1' % x)",
        "orders = sa.Table('orders', metadata)",
        "orders = metadata.tables['orders']",
        "form.populate_obj(o)",
        "exec(x)",
        "vars(o)['status'] = x",
        "o.__setattr__('status', x)",
        "each = partial(setattr, o)",
        "o.__class__(status=x)",
        "session.execute(sa.update(Order).values(note='x'), x)",
        "session.query(Order).update(values={'status': x})",
        "getattr(models, x)(**x)",
        "kind = getattr(models, x)",
        "cursor.copy_from(x, 'orders')",
        "cursor.execute(b'UPDATE orders SET status = %s', x)",
        "kinds = Base.__subclasses__()",
        "event.listen(Order.status, 'set', x, retval=True)",
        "importlib.import_module(x)",
        "session.execute('INSERT INTO ' + x)",
        "type(o)(status=x)",
      })
  void what_is_not_written_out_may_be_any(String statement) {
    assertThat(written(MODELS, SENDS, function(statement)))
        .as(statement)
        .isInstanceOf(Written.Unsure.class);
  }

  @Test
  void a_parameter_may_be_any_and_it_says_where() {
    Written written =
        written(
            MODELS,
            SENDS,
            """
            def move(order, new):
                order.status = new
            """);
    assertThat(written)
        .isEqualTo(
            new Written.Unsure(
                "what is given to `status` is not written out there",
                new Origin.InFile("file2.py", new Span(2, 5, 2, 23))));
  }

  @Test
  void attributes_of_other_classes_are_not_the_column() {
    assertThat(
            labels(
                MODELS,
                SENDS,
                """
                class Reply:
                    def __init__(self, status):
                        self.status = status

                def reply(x):
                    return Reply(status=x)
                """))
        .containsExactly("draft", "sent");
  }

  @Test
  void an_enum_and_a_model_by_other_names_are_the_same() {
    assertThat(
            labels(
                MODELS,
                """
                import models
                from models import Order as O, OrderStatus as S

                def score():
                    return O(status=S.SCORED)

                def send():
                    return models.Order(status=models.OrderStatus.SENT)
                """))
        .containsExactly("draft", "scored", "sent");
    assertThat(written(MODELS, SENDS, "from models import Order as O\nadmin(O)\n"))
        .isInstanceOf(Written.Unsure.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Other(Base):\n    __tablename__ = 'orders'\n",
        "class Order:\n    pass\n",
        "class OrderStatus:\n    pass\n",
        "class Text(TypeDecorator):\n    def process_bind_param(self, v, d):\n        return v\n",
        "class Rush(Order):\n    pass\n",
      })
  void another_class_in_the_way_makes_it_unsure(String more) {
    assertThat(written(MODELS, SENDS, more)).isInstanceOf(Written.Unsure.class);
  }

  @Test
  void a_default_that_is_worked_out_or_a_base_that_is_not_read_makes_it_unsure() {
    assertThat(written(MODELS.replace("default=OrderStatus.DRAFT", "default=first"), SENDS))
        .isInstanceOf(Written.Unsure.class);
    assertThat(written(MODELS.replace("(Base):", "(Base, Fillable):"), SENDS))
        .isInstanceOf(Written.Unsure.class);
    assertThat(
            written(
                MODELS.replace("Order(Base):", "Order(Base, Fillable):")
                    + """


                    class Fillable:
                        def fill(self, values):
                            for key, value in values.items():
                                setattr(self, key, value)
                    """,
                SENDS))
        .isInstanceOf(Written.Unsure.class);
    assertThat(labels(MODELS.replace("default=OrderStatus", "default=lambda: OrderStatus"), SENDS))
        .containsExactly("draft", "sent");
  }

  private static String function(String statement) {
    return "from models import Order, OrderStatus\n\ndef move(session, o, x):\n    "
        + statement
        + "\n";
  }

  private static Iterable<String> labels(String... files) {
    Written written = written(files);
    assertThat(written).isInstanceOf(Written.Seen.class);
    return ((Written.Seen) written).labels().keySet();
  }

  private static Written written(String... texts) {
    List<PythonFile> files = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      files.add(PythonParser.parse(i == 0 ? "models.py" : "file" + i + ".py", texts[i]));
    }
    int line = (int) texts[0].substring(0, texts[0].indexOf("    status =")).lines().count() + 1;
    return EnumWrites.of(
        files,
        new Sought(
            "OrderStatus",
            Map.of("DRAFT", "draft", "SENT", "sent", "SCORED", "scored"),
            "orders",
            "status",
            new Origin.InFile("models.py", Span.at(line, 14))));
  }
}
