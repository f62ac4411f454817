package dev.dovetail.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingTest {

  private static Setting setting(Map<String, String> environment) {
    return Setting.of(around(environment), Optional.empty(), Optional.empty());
  }

  private static Setting.Surroundings around(Map<String, String> environment) {
    return new Setting.Surroundings(
        name -> environment.getOrDefault("-D" + name, ""),
        name -> environment.getOrDefault(name, ""));
  }

  @Test
  void where_nothing_is_said_the_start_is_stopped() {
    assertThat(setting(Map.of()).mode()).isEqualTo(Mode.FAIL);
  }

  @Test
  void production_is_warned_and_the_message_names_how_it_is_known() {
    Setting setting = setting(Map.of("APP_ENV", "Production"));
    assertThat(setting.mode()).isEqualTo(Mode.WARN);
    assertThat(setting.because()).isEqualTo("APP_ENV is `Production`, which is production");
  }

  @Test
  void the_first_variable_that_is_set_decides() {
    Setting setting = setting(Map.of("DOVETAIL_ENVIRONMENT", "staging", "ENV", "prod"));
    assertThat(setting.mode()).isEqualTo(Mode.FAIL);
    assertThat(setting.because()).contains("DOVETAIL_ENVIRONMENT is `staging`");
  }

  @Test
  void a_property_goes_before_the_variable_and_both_before_the_code() {
    Map<String, String> both = Map.of("-Ddovetail.guard", "off", "DOVETAIL_GUARD", "fail");
    Optional<Setting> asked = Optional.of(new Setting(Mode.WARN, "the application asks for it"));
    assertThat(Setting.of(around(both), asked, Optional.empty()).mode()).isEqualTo(Mode.OFF);
    assertThat(Setting.of(around(Map.of("DOVETAIL_GUARD", "fail")), asked, Optional.empty()).mode())
        .isEqualTo(Mode.FAIL);
    assertThat(Setting.of(around(Map.of("ENV", "test")), asked, Optional.empty()).mode())
        .isEqualTo(Mode.WARN);
  }

  @Test
  void a_word_that_is_not_known_never_stops_a_start() {
    Setting setting = setting(Map.of("DOVETAIL_GUARD", "disabled"));
    assertThat(setting.mode()).isEqualTo(Mode.WARN);
    assertThat(setting.because())
        .isEqualTo(
            "the variable DOVETAIL_GUARD is `disabled`, which is none of fail, warn and off");
  }

  @Test
  void patience_is_said_in_seconds() {
    assertThat(Setting.patience(around(Map.of("DOVETAIL_GUARD_WAIT", "5"))))
        .contains(Duration.ofSeconds(5));
    assertThat(Setting.patience(around(Map.of("DOVETAIL_GUARD_WAIT", "soon")))).isEmpty();
  }
}
