"""“What works for me”: one living page per child for every adult, and who has read it."""
