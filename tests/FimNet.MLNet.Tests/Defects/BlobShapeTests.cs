using FimNet.MLNet.Defects;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class BlobShapeTests
{
    [TestMethod]
    public void A_blob_is_never_empty_in_the_smallest_rectangles()
    {
        for (int width = 1; width <= 7; width++)
        {
            for (int height = 1; height <= 7; height++)
            {
                for (int seed = 0; seed < 50; seed++)
                {
                    var shape = new bool[width * height];
                    BlobShape.Fill(shape, width, height, new SeededRandom(seed));
                    Assert.IsTrue(shape.Contains(true), $"{width}x{height}, seed {seed}");
                }
            }
        }
    }

    [TestMethod]
    public void Blobs_differ_and_leave_the_corners_free()
    {
        const int side = 40;
        var areas = new HashSet<int>();
        for (int seed = 0; seed < 100; seed++)
        {
            var shape = new bool[side * side];
            BlobShape.Fill(shape, side, side, new SeededRandom(seed));
            int free = new[] { 0, side - 1, side * side - side, side * side - 1 }.Count(corner => !shape[corner]);
            Assert.AreEqual(4, free);
            areas.Add(shape.Count(inside => inside));
        }

        // The full ellipse has pi/4 of the square.
        Assert.IsLessThan(side * side * Math.PI / 4, areas.Max());
        Assert.IsGreaterThan(60, areas.Count);
    }
}
