@echo off
rem Starts Dovetail on DOVETAIL_JAVA_HOME, else JAVA_HOME, else the java on the PATH: 21 or newer.
setlocal
set "JAVA_EXE=java.exe"
if defined JAVA_HOME set "JAVA_EXE=%JAVA_HOME%\bin\java.exe"
if defined DOVETAIL_JAVA_HOME set "JAVA_EXE=%DOVETAIL_JAVA_HOME%\bin\java.exe"
"%JAVA_EXE%" -version >nul 2>&1
if errorlevel 1 (
  echo dovetail: no JDK 21 or newer was found. Install one, or say where it is with DOVETAIL_JAVA_HOME. 1>&2
  exit /b 2
)
"%JAVA_EXE%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC %DOVETAIL_JAVA_OPTS% -jar "%~dp0..\lib\dovetail-cli.jar" %*
exit /b %errorlevel%
