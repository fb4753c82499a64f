using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Maps such as a model gives, nearly all values different: smooth noise with a long tail, higher on the ellipses that the masks mark.</summary>
internal static class SyntheticMaps
{
    private const int NoiseSide = 64;

    private static readonly string[] Kinds = ["good", "blob", "good", "hole", "stain", "scratch"];

    public static KeptMaps Write(string folder, int images, int side) =>
        KeptMaps.Write(folder, side, side, Enumerable.Range(0, images).Select(i => Row(folder, i, side)));

    private static KeptRow Row(string folder, int index, int side)
    {
        var random = new Random(index);
        string kind = Kinds[index % Kinds.Length];
        bool isDefective = kind != "good";
        float[] noise = [.. Enumerable.Range(0, NoiseSide * NoiseSide).Select(_ => (float)(0.01 - (0.02 * Math.Log(1 - random.NextDouble()))))];
        float[] map = BilinearResizer.Resize(new AnomalyMap(NoiseSide, NoiseSide, noise), side, side);
        if (!isDefective)
        {
            return new KeptRow { AnomalyMap = map, Defect = kind };
        }

        bool[] defective = Ellipses(random, side);
        for (int i = 0; i < map.Length; i++)
        {
            map[i] *= defective[i] ? 2.5f : 1;
        }

        Directory.CreateDirectory(folder);
        string mask = Path.Combine(folder, $"{index}_mask.png");
        new DefectMask(side, side, defective).ToPicture().SavePng(mask);
        return new KeptRow { AnomalyMap = map, MaskPath = mask, Defect = kind, Label = 1 };
    }

    private static bool[] Ellipses(Random random, int side)
    {
        var defective = new bool[side * side];
        for (int ellipse = random.Next(1, 5); ellipse > 0; ellipse--)
        {
            (double x, double y) = (random.NextDouble() * side, random.NextDouble() * side);
            (double width, double height) = (side * (0.01 + (0.1 * random.NextDouble())), side * (0.01 + (0.1 * random.NextDouble())));
            for (int i = 0; i < defective.Length; i++)
            {
                (double dx, double dy) = (((i % side) - x) / width, ((i / side) - y) / height);
                defective[i] |= (dx * dx) + (dy * dy) < 1;
            }
        }

        return defective;
    }
}
