package dev.dovetail.spring;

import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;

/** Puts the guard into an application that has a database. Boot 4 has moved what Boot 3 had. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration",
      "org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration",
      "org.springframework.boot.autoconfigure.orm.jpa.HibernateJpaAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration"
    })
@ConditionalOnBean(DataSource.class)
@ConditionalOnProperty(prefix = "dovetail.guard", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(GuardProperties.class)
public class GuardAutoConfiguration {

  @Bean
  StartGuard dovetailGuard(
      ObjectProvider<DataSource> sources,
      ObjectProvider<GuardCustomizer> customizers,
      ListableBeanFactory beans,
      ResourceLoader resources,
      GuardProperties properties,
      Environment environment) {
    return new StartGuard(
        sources, customizers, new MappedClasses(beans, resources), properties, environment);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.endpoint.annotation.Endpoint")
  static class OfActuator {

    @Bean
    GuardEndpoint dovetailGuardEndpoint(StartGuard guard) {
      return new GuardEndpoint(guard);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class OfBoot3 {

    @Bean
    HealthIndicator dovetailGuardHealthIndicator(StartGuard guard) {
      return () ->
          Health.status(Details.status(guard.outcome()))
              .withDetails(Details.of(guard.outcome()))
              .build();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  @ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
  static class OfBoot4 {

    @Bean
    org.springframework.boot.health.contributor.HealthIndicator dovetailGuardHealthIndicator(
        StartGuard guard) {
      return () ->
          org.springframework.boot.health.contributor.Health.status(Details.status(guard.outcome()))
              .withDetails(Details.of(guard.outcome()))
              .build();
    }
  }
}
