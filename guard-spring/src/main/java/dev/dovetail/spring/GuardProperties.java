package dev.dovetail.spring;

import dev.dovetail.guard.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What an application says of its guard.
 *
 * @param enabled whether there is one
 * @param mode where it is said; by default it follows the profiles
 * @param productionProfiles profiles that mean production
 * @param patience how long to wait for a database that is not up yet
 * @param packages where entities are, beside the application's own packages
 */
@ConfigurationProperties("dovetail.guard")
record GuardProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue Optional<Mode> mode,
    @DefaultValue({"production", "prod", "live"}) List<String> productionProfiles,
    @Name("wait") @DefaultValue("30s") Duration patience,
    @DefaultValue({}) List<String> packages) {}
