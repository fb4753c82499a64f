namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class DefectGeneratorTests
{
    private const int Width = 96;
    private const int Height = 64;

    private static readonly DefectGeneratorOptions OneSquare = DefectGeneratorOptions.Paper with { BlurredPastes = 0, MinPastes = 1 };

    [TestMethod]
    public void The_same_seed_gives_the_same_bytes_in_any_order_and_on_any_thread()
    {
        RgbImage image = TestImages.Noise(Width, Height, 1);
        var generator = new DefectGenerator(DefectGeneratorOptions.Default);
        GeneratedDefect[] expected = Enumerable.Range(0, 40).Select(seed => generator.Generate(image, seed)).ToArray();

        var other = new DefectGenerator(DefectGeneratorOptions.Default);
        Parallel.For(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            int seed = 39 - i;
            GeneratedDefect actual = other.Generate(image, seed);
            Assert.IsTrue(expected[seed].Image.Pixels.SequenceEqual(actual.Image.Pixels));
            Assert.IsTrue(expected[seed].Mask.Span.SequenceEqual(actual.Mask.Span));
        });
    }

    [TestMethod]
    public void Different_seeds_give_different_defects()
    {
        RgbImage image = TestImages.Noise(Width, Height, 1);
        var generator = new DefectGenerator(DefectGeneratorOptions.Paper);
        int distinct = Enumerable.Range(0, 20).Select(seed => Convert.ToBase64String(generator.Generate(image, seed).Image.Pixels)).Distinct().Count();
        Assert.AreEqual(20, distinct);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Pixels_change_only_where_the_mask_is_white(bool paper)
    {
        RgbImage image = TestImages.Noise(Width, Height, 2);
        byte[] before = image.Pixels.ToArray();
        var generator = new DefectGenerator(paper ? DefectGeneratorOptions.Paper : DefectGeneratorOptions.Default);
        for (int seed = 0; seed < 50; seed++)
        {
            GeneratedDefect defect = generator.Generate(image, seed);
            int changed = 0;
            for (int i = 0; i < Width * Height; i++)
            {
                byte mask = defect.Mask.Span[i];
                Assert.IsTrue(mask is 0 or 255);
                bool same = image.Pixels.Slice(3 * i, 3).SequenceEqual(defect.Image.Pixels.Slice(3 * i, 3));
                Assert.IsTrue(same || mask == 255, $"seed {seed}, pixel {i}");
                changed += same ? 0 : 1;
            }

            Assert.IsGreaterThan(0, changed);
        }

        CollectionAssert.AreEqual(before, image.Pixels.ToArray());
    }

    [TestMethod]
    public void The_paper_pastes_two_whole_squares_of_half_the_side()
    {
        const int side = Height / 2;
        var generator = new DefectGenerator(DefectGeneratorOptions.Paper);
        RgbImage image = TestImages.Noise(Width, Height, 3);
        for (int seed = 0; seed < 20; seed++)
        {
            byte[] mask = generator.Generate(image, seed).Mask.ToArray();
            int area = mask.Count(value => value == 255);
            (int X, int Y)[] squares = WhiteSquares(mask, side);
            bool covered = squares.Any(a => squares.Any(b => area == 2 * side * side - Overlap(a.X, b.X, side) * Overlap(a.Y, b.Y, side)));
            Assert.IsTrue(covered, $"seed {seed}: the mask is not the union of two squares of {side} pixels");
        }
    }

    [TestMethod]
    public void The_paper_replaces_the_square_by_a_natural_crop_pixel_by_pixel()
    {
        using var folder = new TemporaryFolder();
        RgbImage natural = TestImages.Noise(40, 36, 4);
        folder.Add("natural.png", natural);
        RgbImage image = TestImages.Uniform(Width, Height, 7, 7, 7);
        GeneratedDefect defect = new DefectGenerator(OneSquare with { NaturalImageFolder = folder.Root }).Generate(image, 5);

        (int left, int top, int width, int height) = Bounds(defect.Mask.Span);
        Assert.AreEqual((32, 32), (width, height));
        bool found = false;
        for (int y = 0; y <= natural.Height - 32 && !found; y++)
        {
            for (int x = 0; x <= natural.Width - 32 && !found; x++)
            {
                found = Enumerable.Range(0, 32).All(row => natural.Pixels.Slice(((y + row) * natural.Width + x) * 3, 96)
                    .SequenceEqual(defect.Image.Pixels.Slice(((top + row) * Width + left) * 3, 96)));
            }
        }

        Assert.IsTrue(found, "The pasted square is no crop of the natural image.");
    }

    [TestMethod]
    public void A_blurred_paste_of_a_uniform_image_is_invisible_but_in_the_mask()
    {
        RgbImage image = TestImages.Uniform(Width, Height, 10, 128, 250);
        var options = DefectGeneratorOptions.Paper with { NaturalPastes = 0, MinPastes = 1 };
        GeneratedDefect defect = new DefectGenerator(options).Generate(image, 1);
        Assert.IsTrue(image.Pixels.SequenceEqual(defect.Image.Pixels));
        Assert.AreEqual(32 * 32, defect.Mask.ToArray().Count(value => value == 255));
    }

    [TestMethod]
    public void A_blurred_paste_of_noise_has_the_mean_of_the_image_and_far_less_contrast()
    {
        RgbImage image = TestImages.Noise(256, 256, 6);
        var options = DefectGeneratorOptions.Paper with { NaturalPastes = 0, MinPastes = 1, MinBlurCrop = 0.5, MaxBlurCrop = 0.5 };
        GeneratedDefect defect = new DefectGenerator(options).Generate(image, 1);
        double[] pasted = Enumerable.Range(0, 256 * 256).Where(i => defect.Mask.Span[i] == 255).Select(i => (double)defect.Image.Pixels[3 * i]).ToArray();
        double mean = pasted.Average();
        double deviation = Math.Sqrt(pasted.Average(value => (value - mean) * (value - mean)));
        Assert.AreEqual(127.5, mean, 3);

        // A Gaussian of deviation s shrinks white noise by 1 / (2 s sqrt(pi)); s is 1 to 4 for a paste of 128, uniform noise has 73.9.
        Assert.IsInRange(73.9 / (8 * Math.Sqrt(Math.PI)) * 0.8, 73.9 / (2 * Math.Sqrt(Math.PI)) * 1.2, deviation);
    }

    [TestMethod]
    public void Sizes_and_aspect_ratios_fill_their_ranges()
    {
        var options = OneSquare with { MinSize = 0.125, MaxSize = 0.5, MaxAspectRatio = 4 };
        var generator = new DefectGenerator(options);
        RgbImage image = TestImages.Uniform(256, 300, 0, 0, 0);
        var sizes = new List<double>();
        var aspects = new List<double>();
        for (int seed = 0; seed < 300; seed++)
        {
            (_, _, int width, int height) = Bounds(generator.Generate(image, seed).Mask.Span, 256);
            sizes.Add(Math.Sqrt((double)width * height) / 256);
            aspects.Add((double)width / height);
        }

        Assert.IsInRange(0.12, 0.13, sizes.Min());
        Assert.IsInRange(0.48, 0.51, sizes.Max());
        Assert.IsInRange(0.23, 0.28, aspects.Min());
        Assert.IsInRange(3.6, 4.3, aspects.Max());

        // Log-uniform: the median is the geometric mean of the ends.
        Assert.AreEqual(0.25, sizes.Order().ElementAt(150), 0.03);
        Assert.AreEqual(1, aspects.Order().ElementAt(150), 0.2);
    }

    [TestMethod]
    public void The_number_of_pastes_is_drawn_between_its_bounds()
    {
        using var folder = new TemporaryFolder();
        folder.Add("white.png", TestImages.Uniform(8, 8, 255, 255, 255));
        var options = DefectGeneratorOptions.Paper with
        {
            NaturalImageFolder = folder.Root,
            NaturalPastes = 3,
            BlurredPastes = 0,
            MinPastes = 2,
            MinSize = 1,
            MaxSize = 1,
            MinOpacity = 0.5,
            MaxOpacity = 0.5,
        };
        var generator = new DefectGenerator(options);
        RgbImage black = TestImages.Uniform(8, 8, 0, 0, 0);

        // Each paste covers everything and halves the distance to white: 128, 192 (191.5 rounded up), 224 (223.5).
        byte[] values = Enumerable.Range(0, 40).Select(seed => generator.Generate(black, seed).Image.Pixels[0]).Distinct().Order().ToArray();
        CollectionAssert.AreEqual(new byte[] { 192, 224 }, values);
    }

    [TestMethod]
    public void Opacity_blends_as_computed_by_hand()
    {
        using var folder = new TemporaryFolder();
        folder.Add("colour.png", TestImages.Uniform(50, 50, 200, 0, 101));
        var options = OneSquare with { NaturalImageFolder = folder.Root, MinOpacity = 0.25, MaxOpacity = 0.25 };
        GeneratedDefect defect = new DefectGenerator(options).Generate(TestImages.Uniform(64, 64, 100, 40, 99), 3);
        int pixel = defect.Mask.Span.IndexOf((byte)255);

        // 100 + (200 - 100) / 4, 40 - 40 / 4, 99 + 2 / 4 rounded up.
        CollectionAssert.AreEqual(new byte[] { 125, 30, 100 }, defect.Image.Pixels.Slice(3 * pixel, 3).ToArray());
    }

    [TestMethod]
    public void Probability_is_the_share_of_defective_images()
    {
        RgbImage image = TestImages.Noise(16, 16, 7);
        var never = new DefectGenerator(DefectGeneratorOptions.Paper with { Probability = 0 });
        var often = new DefectGenerator(DefectGeneratorOptions.Paper with { Probability = 0.75 });
        int defective = 0;
        for (int seed = 0; seed < 400; seed++)
        {
            GeneratedDefect clean = never.Generate(image, seed);
            Assert.IsTrue(image.Pixels.SequenceEqual(clean.Image.Pixels));
            Assert.IsFalse(clean.Mask.Span.Contains((byte)255));
            defective += often.Generate(image, seed).Mask.Span.Contains((byte)255) ? 1 : 0;
        }

        // Four standard deviations of a binomial of 400 and 0.75 are 35.
        Assert.AreEqual(300, defective, 35.0);
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 9)]
    [DataRow(5, 2)]
    public void Tiny_images_get_a_defect_too(int width, int height)
    {
        RgbImage image = TestImages.Noise(width, height, 8);
        var generator = new DefectGenerator(DefectGeneratorOptions.Default);
        for (int seed = 0; seed < 20; seed++)
        {
            Assert.IsTrue(generator.Generate(image, seed).Mask.Span.Contains((byte)255));
        }
    }

    private static (int X, int Y)[] WhiteSquares(byte[] mask, int side) =>
        (from y in Enumerable.Range(0, Height - side + 1)
         from x in Enumerable.Range(0, Width - side + 1)
         where Enumerable.Range(y, side).All(row => !mask.AsSpan(row * Width + x, side).ContainsAnyExcept((byte)255))
         select (x, y)).ToArray();

    private static int Overlap(int a, int b, int side) => Math.Max(0, side - Math.Abs(a - b));

    private static (int Left, int Top, int Width, int Height) Bounds(ReadOnlySpan<byte> mask, int width = Width)
    {
        int[] white = mask.ToArray().Select((value, i) => (value, i)).Where(pair => pair.value == 255).Select(pair => pair.i).ToArray();
        int left = white.Min(i => i % width);
        int top = white[0] / width;
        return (left, top, white.Max(i => i % width) - left + 1, white[^1] / width - top + 1);
    }
}
