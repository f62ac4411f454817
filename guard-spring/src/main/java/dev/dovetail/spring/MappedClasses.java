package dev.dovetail.spring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** The entities and converters of an application, found where Spring Boot itself looks for them. */
final class MappedClasses {

  private static final List<String> MARKS =
      List.of(
          "jakarta.persistence.Entity",
          "jakarta.persistence.Converter",
          "javax.persistence.Entity",
          "javax.persistence.Converter");

  /** The bean that {@code @EntityScan} makes, of Boot 3 and of Boot 4; both are called so. */
  private static final List<String> ENTITY_SCANS =
      List.of(
          "org.springframework.boot.autoconfigure.domain.EntityScanPackages",
          "org.springframework.boot.persistence.autoconfigure.EntityScanPackages");

  private final ListableBeanFactory beans;
  private final ResourceLoader resources;

  MappedClasses(ListableBeanFactory beans, ResourceLoader resources) {
    this.beans = beans;
    this.resources = resources;
  }

  List<Class<?>> classes(List<String> more) {
    Set<String> packages = new LinkedHashSet<>(more);
    if (AutoConfigurationPackages.has(beans)) {
      packages.addAll(AutoConfigurationPackages.get(beans));
    }
    ENTITY_SCANS.forEach(name -> packages.addAll(entityScan(name)));
    ClassPathScanningCandidateComponentProvider scan = new AnyMapped();
    scan.setResourceLoader(resources);
    Set<String> names = new TreeSet<>();
    for (String each : packages) {
      for (BeanDefinition found : scan.findCandidateComponents(each)) {
        String name = found.getBeanClassName();
        if (name != null) {
          names.add(name);
        }
      }
    }
    List<Class<?>> classes = new ArrayList<>();
    for (String name : names) {
      classes.add(ClassUtils.resolveClassName(name, resources.getClassLoader()));
    }
    return classes;
  }

  private List<String> entityScan(String name) {
    if (!beans.containsBean(name)) {
      return List.of();
    }
    Object bean = beans.getBean(name);
    try {
      Object packages = bean.getClass().getMethod("getPackageNames").invoke(bean);
      List<String> names = new ArrayList<>();
      if (packages instanceof List<?> list) {
        list.forEach(each -> names.add(String.valueOf(each)));
      }
      return names;
    } catch (ReflectiveOperationException e) {
      // Another version of Boot, which has it otherwise: the application's own packages remain.
      return List.of();
    }
  }

  /** Abstract entities too, and nested ones. */
  private static final class AnyMapped extends ClassPathScanningCandidateComponentProvider {

    AnyMapped() {
      super(false);
      addIncludeFilter(AnyMapped::isMapped);
    }

    private static boolean isMapped(MetadataReader reader, MetadataReaderFactory factory) {
      AnnotationMetadata metadata = reader.getAnnotationMetadata();
      return MARKS.stream().anyMatch(metadata::hasAnnotation);
    }

    @Override
    protected boolean isCandidateComponent(
        org.springframework.beans.factory.annotation.AnnotatedBeanDefinition definition) {
      return true;
    }
  }
}
