using System.Collections.Concurrent;
using System.Security.Cryptography;
using FimNet.MLNet.Datasets;

namespace FimNet.MLNet.Tests.Datasets;

[TestClass]
public sealed class ProceduralImageTests
{
    private const int Size = 256, Draws = 3;

    private static readonly ConcurrentDictionary<(ProceduralTexture, string, ulong), (int[] Change, bool[] Mask)> Drawn = [];

    public static IEnumerable<object[]> EveryDefectOnEveryTexture =>
        from texture in Enum.GetValues<ProceduralTexture>()
        from defect in SurfaceDefect.All
        select new object[] { texture, defect.Name };

    [TestMethod]
    [DynamicData(nameof(EveryDefectOnEveryTexture))]
    public void Outside_the_mask_the_image_is_that_of_the_clean_surface(ProceduralTexture texture, string kind)
    {
        // A worn area is marked where it is smoothed by more than half, so its soft outline reaches some pixels beyond the mask.
        int margin = kind == "worn" ? 10 : 0;
        for (ulong seed = 0; seed < Draws; seed++)
        {
            (int[] change, bool[] mask) = Draw(texture, kind, seed);
            bool[] marked = Grow(mask, margin);
            Assert.IsLessThanOrEqualTo(8, change.Where((_, i) => !marked[i]).Max(), $"seed {seed}");
            Assert.IsLessThanOrEqualTo(1.5, change.Where((_, i) => !mask[i]).Average(), $"seed {seed}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(EveryDefectOnEveryTexture))]
    public void Inside_the_mask_the_change_is_visible(ProceduralTexture texture, string kind)
    {
        for (ulong seed = 0; seed < Draws; seed++)
        {
            (int[] change, bool[] mask) = Draw(texture, kind, seed);
            Assert.IsGreaterThan(8.0, change.Where((_, i) => mask[i]).Average(), $"seed {seed}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(EveryDefectOnEveryTexture))]
    public void The_marked_area_is_that_of_a_defect(ProceduralTexture texture, string kind)
    {
        for (ulong seed = 0; seed < Draws; seed++)
        {
            double share = Draw(texture, kind, seed).Mask.Count(value => value) / (double)(Size * Size);
            Assert.IsInRange(kind == "scratch" ? 0.001 : 0.004, 0.085, share, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(ProceduralTexture.Weave)]
    [DataRow(ProceduralTexture.Grid)]
    [DataRow(ProceduralTexture.Grain)]
    public void A_worn_area_keeps_its_mean_colour(ProceduralTexture texture)
    {
        for (ulong seed = 0; seed < Draws; seed++)
        {
            SurfaceDefect worn = SurfaceDefect.All.Single(defect => defect.Name == "worn");
            RgbImage clean = ProceduralImage.Draw(texture, Size, seed, null).Image;
            ProceduralImage drawn = ProceduralImage.Draw(texture, Size, seed, worn);
            bool[] mask = drawn.Mask!.Defective.ToArray();
            Assert.AreEqual(MeanInside(clean, mask), MeanInside(drawn.Image, mask), 4.0, $"seed {seed}");
        }
    }

    [TestMethod]
    [DataRow(ProceduralTexture.Weave, "5003E4D0F39B5E37")]
    [DataRow(ProceduralTexture.Grid, "66BBFE72C2AA15D3")]
    [DataRow(ProceduralTexture.Grain, "6A3E0D71B4F739CA")]
    public void Pixels_are_the_same_everywhere_and_for_ever(ProceduralTexture texture, string expected)
    {
        // On purpose changed pixels need a new version number in ProceduralDefectDataset, and new values here.
        byte[] pixels =
        [
            .. SurfaceDefect.All
                .Select(defect => ProceduralImage.Draw(texture, 96, 7, defect))
                .SelectMany(drawn => (byte[])[.. drawn.Image.Pixels, .. drawn.Mask!.ToPicture().Pixels]),
        ];
        Assert.AreEqual(expected, Convert.ToHexString(SHA256.HashData(pixels))[..16]);
    }

    [TestMethod]
    public void Different_seeds_give_different_surfaces()
    {
        foreach (ProceduralTexture texture in Enum.GetValues<ProceduralTexture>())
        {
            byte[] first = ProceduralImage.Draw(texture, 64, 1, null).Image.Pixels.ToArray(), second = ProceduralImage.Draw(texture, 64, 2, null).Image.Pixels.ToArray();
            Assert.IsGreaterThan(5.0, first.Zip(second, (a, b) => Math.Abs(a - b)).Average());
        }
    }

    private static (int[] Change, bool[] Mask) Draw(ProceduralTexture texture, string kind, ulong seed) =>
        Drawn.GetOrAdd((texture, kind, seed), key => DrawAnew(key.Item1, key.Item2, key.Item3));

    private static (int[] Change, bool[] Mask) DrawAnew(ProceduralTexture texture, string kind, ulong seed)
    {
        byte[] clean = ProceduralImage.Draw(texture, Size, seed, null).Image.Pixels.ToArray();
        ProceduralImage drawn = ProceduralImage.Draw(texture, Size, seed, SurfaceDefect.All.Single(defect => defect.Name == kind));
        ReadOnlySpan<byte> pixels = drawn.Image.Pixels;
        var change = new int[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
        {
            change[i / 3] = Math.Max(change[i / 3], Math.Abs(pixels[i] - clean[i]));
        }

        return (change, drawn.Mask!.Defective.ToArray());
    }

    private static bool[] Grow(bool[] mask, int margin)
    {
        var grown = (bool[])mask.Clone();
        for (int step = 0; step < margin; step++)
        {
            var previous = (bool[])grown.Clone();
            for (int i = Size; i < grown.Length - Size; i++)
            {
                grown[i] |= previous[i - 1] || previous[i + 1] || previous[i - Size] || previous[i + Size];
            }
        }

        return grown;
    }

    private static double MeanInside(RgbImage image, bool[] mask) => image.Pixels.ToArray().Where((_, i) => mask[i / 3]).Average(value => (double)value);
}
