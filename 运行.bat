@echo off
chcp 65001 >nul
cd /d "%~dp0"
set "PYTHON=python"
where py >nul 2>nul && set "PYTHON=py -3"
%PYTHON% --version >nul 2>nul || goto missing
%PYTHON% run.py %*
set "CODE=%errorlevel%"
if not "%CODE%"=="0" pause
exit /b %CODE%

:missing
echo Python 3.11 or newer is needed. Please install it, then start this file again.
pause
exit /b 1
